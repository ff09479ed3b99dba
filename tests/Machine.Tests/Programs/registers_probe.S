# Fills all registers that a program has with values of their own, lets something happen, and compares.
#
# sp is needed for nothing here and is left alone: whoever lost it could not have come back. The numbers returned are those of the
# x registers, and 32 + n for f registers.

	.altmacro

	.equ	PATTERN, 0x5a5a00

	.macro	fill_x from, to
	.set	index, \from
	.rept	\to - \from + 1
	fill_one %index
	.set	index, index + 1
	.endr
	.endm

	.macro	fill_one n
	li	x\n, PATTERN + \n
	.endm

	# Needs one register that is known to be good: t6 (x31) is compared first, with its own value.
	.macro	compare_x from, to
	.set	index, \from
	.rept	\to - \from + 1
	compare_one %index
	.set	index, index + 1
	.endr
	.endm

	.macro	compare_one n
	li	t6, PATTERN + \n
	li	a0, \n
	bne	x\n, t6, 9f
	.endm

	.macro	fill_f
	.set	index, 0
	.rept	32
	fill_float %index
	.set	index, index + 1
	.endr
	.endm

	.macro	fill_float n
	li	t0, PATTERN + 100 + \n
	fmv.d.x	f\n, t0
	.endm

	.macro	compare_f
	.set	index, 0
	.rept	32
	compare_float %index
	.set	index, index + 1
	.endr
	.endm

	.macro	compare_float n
	fmv.x.d	t0, f\n
	li	t1, PATTERN + 100 + \n
	li	a0, 32 + \n
	bne	t0, t1, 9f
	.endm

	.macro	save
	addi	sp, sp, -224
	sd	ra, 0(sp)
	sd	gp, 8(sp)
	sd	tp, 16(sp)
	sd	s0, 24(sp)
	sd	s1, 32(sp)
	sd	s2, 40(sp)
	sd	s3, 48(sp)
	sd	s4, 56(sp)
	sd	s5, 64(sp)
	sd	s6, 72(sp)
	sd	s7, 80(sp)
	sd	s8, 88(sp)
	sd	s9, 96(sp)
	sd	s10, 104(sp)
	sd	s11, 112(sp)
	fsd	fs0, 120(sp)
	fsd	fs1, 128(sp)
	fsd	fs2, 136(sp)
	fsd	fs3, 144(sp)
	fsd	fs4, 152(sp)
	fsd	fs5, 160(sp)
	fsd	fs6, 168(sp)
	fsd	fs7, 176(sp)
	fsd	fs8, 184(sp)
	fsd	fs9, 192(sp)
	fsd	fs10, 200(sp)
	fsd	fs11, 208(sp)
	.endm

	.macro	restore
	ld	ra, 0(sp)
	ld	gp, 8(sp)
	ld	tp, 16(sp)
	ld	s0, 24(sp)
	ld	s1, 32(sp)
	ld	s2, 40(sp)
	ld	s3, 48(sp)
	ld	s4, 56(sp)
	ld	s5, 64(sp)
	ld	s6, 72(sp)
	ld	s7, 80(sp)
	ld	s8, 88(sp)
	ld	s9, 96(sp)
	ld	s10, 104(sp)
	ld	s11, 112(sp)
	fld	fs0, 120(sp)
	fld	fs1, 128(sp)
	fld	fs2, 136(sp)
	fld	fs3, 144(sp)
	fld	fs4, 152(sp)
	fld	fs5, 160(sp)
	fld	fs6, 168(sp)
	fld	fs7, 176(sp)
	fld	fs8, 184(sp)
	fld	fs9, 192(sp)
	fld	fs10, 200(sp)
	fld	fs11, 208(sp)
	addi	sp, sp, 224
	.endm

	.text
	.globl	registers_across_call
registers_across_call:
	save
	fill_f
	fill_x	3, 31
	li	x1, PATTERN + 1
	li	a7, 11				# getpid
	ecall
	li	a0, 31
	li	a1, PATTERN + 31
	bne	t6, a1, 9f
	li	a0, 17
	li	a1, 11
	bne	a7, a1, 9f
	compare_x 1, 1
	compare_x 3, 9
	compare_x 12, 16
	compare_x 18, 30
	compare_f
	li	a0, 0
9:	restore
	ret

	# The loop counter is in memory below the patterns' reach: on the stack, at 216(sp).
	.globl	registers_across_time
registers_across_time:
	save
	sd	a0, 216(sp)
	fill_f
	fill_x	3, 29
	li	x1, PATTERN + 1
	li	x31, PATTERN + 31
1:	ld	x30, 216(sp)			# x30 alone works in the loop
	addi	x30, x30, -1
	sd	x30, 216(sp)
	bnez	x30, 1b
	li	x30, PATTERN + 31
	bne	x31, x30, 8f
	li	t6, PATTERN + 10
	bne	a0, t6, 7f
	compare_x 1, 1
	compare_x 3, 9
	compare_x 11, 29
	compare_f
	li	a0, 0
	j	9f
7:	li	a0, 10
	j	9f
8:	li	a0, 31
9:	restore
	ret
