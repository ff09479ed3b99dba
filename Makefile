# A thin alias for those whose fingers know xv6's make targets; ./xv6 is the real command.

.PHONY: all qemu qemu-gdb grade test clean

HARTS = $(if $(CPUS),--harts $(CPUS))

all:
	./xv6 build

qemu:
	./xv6 run $(HARTS)

qemu-gdb:
	./xv6 debug $(HARTS)

grade test:
	./xv6 test

clean:
	rm -rf artifacts
