# Trap entry and exit, context switch, floating-point registers.
# sscratch: in user mode the address of the process's trap frame, which lies at the top of its kernel stack; in the kernel 0.
# sstatus: outside of a trap from the kernel itself SPP = user and SPIE = on, as a trap from user mode and an sret leave it.
# A trap frame is 34 words: sepc, x1-x31, (unused), tp of the kernel. A kernel trap frame is 18: sepc, (unused), caller-saved registers.
.macro	each_register op			# all but x0 and x2 (sp)
	.irp	n, 1,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	\op	x\n, 8*\n(sp)
	.endr
.endm
.macro	each_scratch_register op		# what a C# call doesn't preserve
	.set	slot, 2
	.irp	r, ra,t0,t1,t2,t3,t4,t5,t6,a0,a1,a2,a3,a4,a5,a6,a7
	\op	\r, 8*slot(sp)
	.set	slot, slot + 1
	.endr
.endm
.macro	each_float_register op
	.irp	n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	\op	f\n, 8*\n(a0)
	.endr
.endm
.section .text
.global trap_entry, user_return, process_entry, switch_context, kernel_trap_return, probe_word, probe_failed
.global save_floating_point, load_floating_point
.balign 4
trap_entry:
	.cfi_startproc
	.cfi_signal_frame
	csrrw	sp, sscratch, sp		# user mode: sp = trap frame. Kernel: sp = 0
	beqz	sp, kernel_trap_entry
	each_register sd
	.cfi_def_cfa	sp, 0			# a debugger finds the user's registers here
	.irp	n, 1,2,3,4,8,9,18,19,20,21,22,23,24,25,26,27
	.cfi_offset	\n, 8*\n
	.endr
	.cfi_return_column	64		# (64 stands for what goes on after a trap: sepc)
	.cfi_offset	64, 0
	csrr	t0, sepc
	sd	t0, 0(sp)
	csrrw	t0, sscratch, zero		# from here on we are the kernel
	sd	t0, 8*2(sp)
	ld	tp, 8*33(sp)			# tp = this hart
	mv	s0, zero			# (ends a backtrace)
	mv	a0, sp
	call	user_trap
user_return:					# sp = trap frame, interrupts off
	ld	t0, 0(sp)
	csrw	sepc, t0
	sd	tp, 8*33(sp)			# the next trap arrives on this hart
	csrw	sscratch, sp
	each_register ld
	ld	sp, 8*2(sp)
	sret
	.cfi_endproc
kernel_trap_entry:
	.cfi_startproc
	.cfi_signal_frame
	csrrw	sp, sscratch, t0		# sp as it was; t0 waits there
	addi	sp, sp, -144
	slli	t0, sp, 64-15			# a stack lies in a slot of 32 KiB, whose lowest 8 KiB are its guard:
	srli	t0, t0, 62			# bits 13 and 14 of an address there are 0
	beqz	t0, stack_overflow
	csrrw	t0, sscratch, zero		# sscratch is 0 again
	each_scratch_register sd
	.cfi_def_cfa	sp, 144
	.cfi_offset	1, -128
	.cfi_return_column	64
	.cfi_offset	64, -144
	csrr	t0, sepc			# (for a panic, and for a debugger)
	sd	t0, 0(sp)
	mv	a0, sp
	call	kernel_trap			# an interrupt, or a probe that failed, else it doesn't return: sepc stays as it is
kernel_trap_return:
	each_scratch_register ld
	addi	sp, sp, 144
	sret
	.cfi_endproc
stack_overflow:					# nothing can be stored on this stack; t0 and t1 are lost
	lla	t0, emergency_lottery		# the first hart to come takes the emergency stack, and panics
	li	t1, 1
	amoswap.w.aq	t1, t1, (t0)
1:	bnez	t1, 1b
	mv	a0, ra
	mv	a1, s0
	lla	sp, emergency_stack_top
	csrw	sscratch, zero
	mv	s0, zero
	call	kernel_stack_overflow
process_entry:					# a new process runs first here, on an empty kernel stack
	mv	s0, zero
	call	process_start			# returns its trap frame
	mv	sp, a0
	j	user_return
switch_context:					# a0 = where to save, a1 = what to load
	.set	slot, 0
	.irp	r, ra,sp,s0,s1,s2,s3,s4,s5,s6,s7,s8,s9,s10,s11
	sd	\r, 8*slot(a0)
	ld	\r, 8*slot(a1)
	.set	slot, slot + 1
	.endr
	ret
probe_word:					# a0 = address, a1 = where the word there goes; returns 1, or 0 if there is none
	ld	t0, 0(a0)
	sd	t0, 0(a1)
	li	a0, 1
	ret
probe_failed:					# the trap handler goes on here when the load fails
	li	a0, 0
	ret
.option	arch, +d
save_floating_point:				# a0 = 33 words: f0-f31, fcsr
	each_float_register fsd
	frcsr	t0
	sd	t0, 8*32(a0)
	ret
load_floating_point:
	each_float_register fld
	ld	t0, 8*32(a0)
	fscsr	t0
	ret
