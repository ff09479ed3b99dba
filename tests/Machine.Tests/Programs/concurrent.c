/* Several processes at once on the same folder and the same names. */

#include "check.h"

enum { WORKERS = 6 };

static void wait_for_all(int count)
{
	for (int index = 0; index < count; index++) {
		int status;
		CHECK(wait(&status) > 0);
		SAME(0, status);
	}
	SAME(-1, wait(0));
}

static void start(void (*work)(int))
{
	for (int worker = 0; worker < WORKERS; worker++) {
		int child = fork();
		CHECK(child >= 0);
		if (child == 0) {
			work(worker);
			exit(0);
		}
	}
	wait_for_all(WORKERS);
}

/* Everybody makes and removes files of their own; each finds just what it wrote. */
static void own_files(int worker)
{
	char name[] = "w00", text[] = "text 00";
	for (int round = 0; round < 25; round++) {
		name[1] = text[5] = (char)('a' + worker);
		name[2] = text[6] = (char)('a' + round);
		make_file(name, text);
		CHECK(has_text(name, text));
		if (round % 2 == 0)
			SAME(0, unlink(name));
	}
	for (int round = 1; round < 25; round += 2) {
		name[2] = text[6] = (char)('a' + round);
		CHECK(has_text(name, text));
		SAME(0, unlink(name));
		CHECK(!exists(name));
	}
}

/* Everybody fights for the same few names: any outcome of a call is right, but only whole ones. */
static void same_names(int worker)
{
	char name[] = "c0";
	for (int round = 0; round < 40; round++) {
		name[1] = (char)('0' + (round + worker) % 3);
		switch ((round * 7 + worker) % 4) {
		case 0: {
			int file = open(name, O_CREATE | O_RDWR);
			if (file >= 0) {
				SAME(4, write(file, "data", 4));
				close(file);
			}
			break;
		}
		case 1:
			unlink(name);
			break;
		case 2:
			link(name, "c9");
			unlink("c9");
			break;
		default:
			if (mkdir(name) == 0)
				unlink(name);
			break;
		}
	}
}

/* One file is created by all of them at a time: it is one file. */
static void one_file(int worker)
{
	int file = open("common", O_CREATE | O_RDWR);
	CHECK(file >= 0);
	char letter = (char)('a' + worker);
	for (int count = 0; count < 20; count++)
		SAME(1, write(file, &letter, 1));
	close(file);
}

/* Descriptors that a fork copied share their place: nothing that anybody writes is overwritten. */
static void shared_place(void)
{
	enum { RECORDS = 60, SIZE = 10 };
	int counts[WORKERS] = { 0 };
	char record[SIZE];
	int file = open("shared", O_CREATE | O_RDWR);
	for (int worker = 0; worker < WORKERS; worker++) {
		int child = fork();
		CHECK(child >= 0);
		if (child == 0) {
			memset(record, 'A' + worker, SIZE);
			for (int count = 0; count < RECORDS; count++)
				SAME(SIZE, write(file, record, SIZE));
			exit(0);
		}
	}
	wait_for_all(WORKERS);
	close(file);
	file = open("shared", O_RDONLY);
	while (read(file, record, SIZE) == SIZE) {
		for (int index = 1; index < SIZE; index++)
			SAME(record[0], record[index]);
		counts[record[0] - 'A']++;
	}
	for (int worker = 0; worker < WORKERS; worker++)
		SAME(RECORDS, counts[worker]);
	close(file);
	SAME(0, unlink("shared"));
}

int main(void)
{
	SAME(0, mkdir("arena"));
	SAME(0, chdir("arena"));
	start(own_files);
	start(one_file);
	struct stat status;
	SAME(0, stat("common", &status));
	SAME(1, status.nlink);
	SAME(20, status.size);
	SAME(0, unlink("common"));
	start(same_names);
	unlink("c0");
	unlink("c1");
	unlink("c2");
	unlink("c9");
	shared_place();
	SAME(0, chdir(".."));
	SAME(0, unlink("arena"));
	return 0;
}
