# struct outcome raw_call(number, a, b, c, d, e, f): the system call with these arguments; a0 and a1 come back as the kernel left them.

	.text
	.globl	raw_call
raw_call:
	mv	a7, a0
	mv	a0, a1
	mv	a1, a2
	mv	a2, a3
	mv	a3, a4
	mv	a4, a5
	mv	a5, a6
	ecall
	ret
