// What goes wrong with disk images, in a sentence for whoever typed the command.

namespace Xv6.Image;

/// <summary>An operation on a disk image failed; the message says why, and names the image or file.</summary>
public sealed class ImageException(string message, Exception? inner = null) : Exception(message, inner);
