/* The kernel's sleeping locks are none of a program's business: this is here because some programs include it all the same. */

#pragma once
