/* Devices' major numbers, for mknod. */

#pragma once

#define CONSOLE 1
#define STATS 2
