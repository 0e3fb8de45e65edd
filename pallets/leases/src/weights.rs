//! What the calls and the hook's items weigh. The figures are measured; they live in the runtime.

use frame_support::weights::Weight;

/// Weights of the calls, and of what the hook does per item.
pub trait WeightInfo {
	/// `confirm`.
	fn confirm() -> Weight;
	/// `activate`, with the largest access details.
	fn activate() -> Weight;
	/// `close` by the tenant in `Reserving`, of the last lease of a provider that is leaving.
	fn close_reserving() -> Weight;
	/// `close` in `Ready`, likewise the last.
	fn close_ready() -> Weight;
	/// `close` by the tenant in `Active`, with funds low in the same step.
	fn close_active() -> Weight;
	/// `close` by the provider in `Active`: notice.
	fn close_with_notice() -> Weight;
	/// `confirm_closed`, likewise the last, which ends a draining.
	fn confirm_closed() -> Weight;
	/// `settle` of a lease that has run dry, with funds low in the same step.
	fn settle() -> Weight;
	/// `poke` that finds one lease at its end, with the serving of it.
	fn poke() -> Weight;
	/// `extend` of a lease whose funds become low in the same step, by an amount.
	fn extend() -> Weight;
	/// `offer` of a lease whose funds become low in the same step.
	fn offer() -> Weight;
	/// `withdraw_offer`.
	fn withdraw_offer() -> Weight;
	/// `accept` of a lease whose funds become low in the same step.
	fn accept() -> Weight;
	/// Looking at the next entry of the deadlines, and at its lease.
	fn service_base() -> Weight;
	/// A provider's entry by itself: looking at its head, filing it anew.
	fn serve_provider() -> Weight;
	/// A reservation that timed out, with the fault and the award to the last runner-up; it was the last
	/// lease of a provider that is leaving, and ends a draining.
	fn serve_reservation_timeout() -> Weight;
	/// A lease in `Ready` that timed out, likewise the last.
	fn serve_activation_timeout() -> Weight;
	/// A lease in `Ready`, likewise the last, that a slash closes.
	fn serve_drained() -> Weight;
	/// A lease whose funds became low.
	fn serve_funds_low() -> Weight;
	/// An active lease that ends at its dearest: settled, its rest unlocked, its provider slashed for
	/// an outage.
	fn serve_end() -> Weight;
	/// A lease whose provider did not confirm that the workload is gone, likewise the last.
	fn serve_close_timeout() -> Weight;
	/// A record whose time is over.
	fn serve_expiry() -> Weight;
}
