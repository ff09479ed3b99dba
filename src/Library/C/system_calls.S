# The entry of C programs, and a stub for each system call: the number goes to a7, the arguments are where C has them, the result
# comes back where C expects it. A program may have a function with the name of a call that its year didn't know, so the stubs are weak.

	.section .text.start, "ax", @progbits
	.globl	_start
_start:
	li	ra, 0			# a backtrace ends here
	li	s0, 0
	call	main			# argc and argv are in a0 and a1 from exec
	call	exit			# main's result is the exit status: does not return
	unimp

	.macro	system_call name, number
	.section .text.\name, "ax", @progbits
	.weak	\name
	.type	\name, @function
\name:
	li	a7, \number
	ecall
	ret
	.size	\name, . - \name
	.endm

	system_call	fork, 1
	system_call	exit, 2
	system_call	wait, 3
	system_call	pipe, 4
	system_call	read, 5
	system_call	kill, 6
	system_call	exec, 7
	system_call	fstat, 8
	system_call	chdir, 9
	system_call	dup, 10
	system_call	getpid, 11
	system_call	sys_sbrk, 12
	system_call	sleep, 13
	system_call	pause, 13
	system_call	uptime, 14
	system_call	open, 15
	system_call	write, 16
	system_call	mknod, 17
	system_call	unlink, 18
	system_call	link, 19
	system_call	mkdir, 20
	system_call	close, 21
	system_call	trace, 22
	system_call	sigalarm, 24
	system_call	sigreturn, 25
	system_call	symlink, 26
	system_call	mmap, 27
	system_call	munmap, 28

	# Numbers from 64 up are the same whatever the boot argument abi= says.
	system_call	sysinfo, 66
	system_call	pgpte, 79
	system_call	sys_kpgtbl, 80
	system_call	pgaccess, 81
	system_call	interpose, 83
	system_call	cpupin, 84

	# These have only the numbers of their years.
	system_call	connect, 29
	system_call	bind, 29
	system_call	unbind, 30
	system_call	send, 31
	system_call	recv, 32
