/* Formatted output. Each call's text is collected, so that one call is one write unless it is long. */

#include <stdarg.h>

#include "user/user.h"

struct output {
	int descriptor;
	int length;
	char text[256];
};

/* Capitals, as xv6's programs print. */
static const char hexadecimal[] = "0123456789ABCDEF";

static void flush(struct output *output)
{
	if (output->length > 0)
		write(output->descriptor, output->text, output->length);
	output->length = 0;
}

static void put(struct output *output, char character)
{
	if (output->length == sizeof output->text)
		flush(output);
	output->text[output->length++] = character;
}

static void put_text(struct output *output, const char *text)
{
	for (text = text != 0 ? text : "(null)"; *text != 0; text++)
		put(output, *text);
}

static void put_number(struct output *output, unsigned long value, unsigned base)
{
	char digits[24];
	int count = 0;
	do {
		digits[count++] = hexadecimal[value % base];
		value /= base;
	} while (value != 0);
	while (count > 0)
		put(output, digits[--count]);
}

static void put_signed(struct output *output, long value)
{
	if (value < 0)
		put(output, '-');
	put_number(output, value < 0 ? -(unsigned long)value : (unsigned long)value, 10);
}

static void put_pointer(struct output *output, unsigned long value)
{
	put_text(output, "0x");
	for (int shift = 60; shift >= 0; shift -= 4)
		put(output, hexadecimal[value >> shift & 15]);
}

static void format_to(struct output *output, const char *format, va_list arguments)
{
	for (; *format != 0; format++) {
		if (*format != '%') {
			put(output, *format);
			continue;
		}

		int is_long = 0;
		while (*++format == 'l')
			is_long = 1;
		char kind = *format;
		if (is_long && kind != 'd' && kind != 'u' && kind != 'x') {
			kind = 'u';	/* %l alone, as in programs of the first years */
			format--;
		}
		switch (kind) {
		case 'd':
			put_signed(output, is_long ? va_arg(arguments, long) : va_arg(arguments, int));
			break;
		case 'u':
			put_number(output, is_long ? va_arg(arguments, unsigned long) : va_arg(arguments, unsigned), 10);
			break;
		case 'x':
			put_number(output, is_long ? va_arg(arguments, unsigned long) : va_arg(arguments, unsigned), 16);
			break;
		case 'p':
			put_pointer(output, va_arg(arguments, unsigned long));
			break;
		case 's':
			put_text(output, va_arg(arguments, const char *));
			break;
		case 'c':
			put(output, (char)va_arg(arguments, int));
			break;
		case '%':
			put(output, '%');
			break;
		case 0:
			put(output, '%');
			return;
		default:
			put(output, '%');	/* not one of ours: shown as it stands */
			put(output, *format);
			break;
		}
	}
}

void fprintf(int descriptor, const char *format, ...)
{
	struct output output = { .descriptor = descriptor, .length = 0 };
	va_list arguments;
	va_start(arguments, format);
	format_to(&output, format, arguments);
	va_end(arguments);
	flush(&output);
}

void printf(const char *format, ...)
{
	struct output output = { .descriptor = 1, .length = 0 };
	va_list arguments;
	va_start(arguments, format);
	format_to(&output, format, arguments);
	va_end(arguments);
	flush(&output);
}
