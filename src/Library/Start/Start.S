# Where every C# program starts. exec leaves argc in a0, argv in a1 and a 16-byte aligned stack pointer.

	.section .text.start, "ax", @progbits
	.globl	_start
_start:
	li	ra, 0			# a backtrace ends here
	li	s0, 0
	call	ProgramStart		# runs the program and exits: does not return
	unimp
