# The entry point of a compiled case program under Linux: the kernel jumps here with the stack pointer at argc.

	.globl	_start
	.section .text.start, "ax", @progbits
_start:
	li	ra, 0			# the outermost frame
	li	s0, 0
	andi	sp, sp, -16		# as the calling convention wants it
	call	__static_constructors	# those that the compiler could not run itself
	call	case_main		# generated: runs every case and exits
	ebreak				# never reached
