# Reset entry. Every hart arrives here in machine mode with the MMU off: a0 = its hart id, a1 = the device tree's physical address.
# Machine mode hands everything to supervisor mode but one thing: it turns a software interrupt (a write to the hart's msip
# register, which another hart made to wake it) into a supervisor software interrupt, and notes what the hart was doing, as it may have
# its interrupts off. machine_areas has 64 bytes a hart for that.
.section .text.boot, "ax"
.global _start, machine_areas, secondary_release
_start:	li	t0, -1				# physical memory protection: one region, all addresses,
	csrw	pmpaddr0, t0
	csrwi	pmpcfg0, 0x1f			# naturally aligned range, readable, writable, executable
	li	t0, 0xb1ff			# exceptions go to supervisor mode, but for its own ecalls
	csrw	medeleg, t0
	li	t0, 0x222			# so do its software, timer and external interrupts
	csrw	mideleg, t0
	li	t0, 1				# menvcfg.STCE: supervisor mode has its own timer (Sstc)
	slli	t0, t0, 63
	csrs	0x30a, t0			# (menvcfg by number: older assemblers don't know it)
	csrwi	mcounteren, 7			# cycle, time and instret may be read below machine mode
	csrwi	scounteren, 7			# and below supervisor mode
	la	t0, machine_trap
	csrw	mtvec, t0
	la	t0, machine_areas		# mscratch = this hart's area
	slli	t1, a0, 6
	add	t0, t0, t1
	csrw	mscratch, t0
	csrwi	mie, 8				# machine software interrupts are on
	li	t0, 0x0820			# mstatus.MPP = supervisor, SPIE = on (Trap.S counts on it)
	csrw	mstatus, t0
	la	t0, supervisor
	csrw	mepc, t0
	mret
supervisor:
	la	t0, boot_page_table		# satp = Sv39, the boot table
	srli	t0, t0, 12
	li	t1, 8
	slli	t1, t1, 60
	or	t0, t0, t1
	csrw	satp, t0
	sfence.vma
	la	t0, upper_half			# the direct map's offset, 0xffffffc000000000,
	li	t1, -256			# takes the program counter up
	slli	t1, t1, 30
	add	t0, t0, t1
	jr	t0
upper_half:
	la	t0, boot_lottery		# the first hart to come boots the system
	li	t1, 1
	amoswap.w.aq	t1, t1, (t0)
	li	s0, 0				# (frame pointer 0 ends a backtrace)
	bnez	t1, secondary
	la	t0, bss_start			# it clears the zero-initialised data,
	la	t1, kernel_end
1:	sd	zero, (t0)
	addi	t0, t0, 8
	bltu	t0, t1, 1b
	la	sp, boot_stack_top		# takes the boot stack and goes on in C#
	call	kernel_start
secondary:
	la	t0, secondary_release		# other harts wait until the boot hart calls them: two words for each,
	slli	t1, a0, 4			# the top of a stack and satp
	add	t0, t0, t1
2:	.word	0x0100000f			# (pause)
	ld	sp, (t0)
	beqz	sp, 2b
	fence	r, rw
	ld	t2, 8(t0)
	csrw	satp, t2
	sfence.vma
	call	secondary_start
.balign 4
machine_trap:					# a machine software interrupt:
	csrrw	a0, mscratch, a0
	sd	a1, 0(a0)
	csrr	a1, mepc			# note where it was, its return address and frame pointer,
	sd	a1, 16(a0)
	sd	ra, 24(a0)
	sd	s0, 32(a0)
	ld	a1, 8(a0)			# clear the hart's msip register, which the kernel has put there,
	sw	zero, (a1)
	csrsi	mip, 2				# raise the supervisor's software interrupt
	ld	a1, 0(a0)
	csrrw	a0, mscratch, a0
	mret
.section .data
.balign 4096
boot_page_table:				# 1 GiB leaves, all rights: RAM where it is, and the direct map's first 4 GiB
	.quad	0, 0, (0x80000 << 10) | 0xcf
	.zero	(256 - 3) * 8
	.quad	(0x00000 << 10) | 0xc7, (0x40000 << 10) | 0xc7, (0x80000 << 10) | 0xcf, (0xc0000 << 10) | 0xcf
	.zero	(512 - 260) * 8
machine_areas:
	.zero	64 * 64
secondary_release:
	.zero	16 * 64
boot_lottery:
	.word	0
emergency_lottery:
	.word	0
.global emergency_lottery, emergency_stack_top
.section .bss
.balign 32768					# two stacks in slots as KernelStack's, so that trap_entry knows when one is full
	.zero	32768
boot_stack_top:
	.zero	24576				# 16 KiB for the panic of a hart whose own stack is full
emergency_stack_top:
