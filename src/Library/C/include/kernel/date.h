/* A point in time, as some programs pass it on. */

#pragma once

struct rtcdate {
	unsigned int second;
	unsigned int minute;
	unsigned int hour;
	unsigned int day;
	unsigned int month;
	unsigned int year;
};
