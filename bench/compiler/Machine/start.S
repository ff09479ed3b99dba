# Entry of a benchmark image: machine mode, hart 0, no paging, started by QEMU with -bios none.

	.globl	_start
	.section .text.start, "ax", @progbits
_start:
	csrr	t0, mhartid
	bnez	t0, park		# one hart is enough
	la	sp, stack_end
	li	t0, 0x2000		# mstatus.FS = initial: floating point on
	csrs	mstatus, t0
	la	t0, unexpected_trap
	csrw	mtvec, t0
	la	t0, __bss_start		# QEMU's memory is zero at power-on, but not after a reset
	la	t1, __bss_end
clear:
	bgeu	t0, t1, cleared
	sd	zero, 0(t0)
	addi	t0, t0, 8
	j	clear
cleared:
	call	bench_main
	j	park

	.balign	4
unexpected_trap:
	li	a0, 1
	call	bench_exit
park:
	wfi
	j	park

	.section .bss
	.balign	16
	.space	1 << 20
stack_end:
