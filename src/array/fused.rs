//! The processor's own fused multiply-add, where it has one.

/// Runs a kernel that fuses. The results are the same without the instruction, since a fused step is exact by
/// definition; it is only much slower in software. What the kernel calls must be inlined into it.
#[inline(always)]
pub fn fused<R>(kernel: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(kernel)
}
