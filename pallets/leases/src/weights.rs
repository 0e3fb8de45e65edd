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
	/// `close` by the tenant in service, with funds low and an accepted update timed out in the same
	/// step.
	fn close_active() -> Weight;
	/// `close` by the provider in service: notice, with funds low and an accepted update timed out in
	/// the same step.
	fn close_with_notice() -> Weight;
	/// `confirm_closed`, likewise the last, which ends a draining.
	fn confirm_closed() -> Weight;
	/// `settle` of a lease that has run dry, with funds low and an accepted update timed out in the same
	/// step.
	fn settle() -> Weight;
	/// `poke` that finds one lease at its end, with the serving of it.
	fn poke() -> Weight;
	/// `extend` of a lease whose funds become low and whose accepted update times out in the same
	/// step, by an amount.
	fn extend() -> Weight;
	/// `offer` of a lease whose funds become low and whose accepted update times out in the same step.
	fn offer() -> Weight;
	/// `withdraw_offer`.
	fn withdraw_offer() -> Weight;
	/// `accept` of a lease whose funds become low in the same step.
	fn accept() -> Weight;
	/// `request_update`, the largest, of a lease whose accepted update timed out and whose funds become
	/// low in the same step.
	fn request_update() -> Weight;
	/// `accept_update` of a lease whose funds become low in the same step.
	fn accept_update() -> Weight;
	/// `refuse_update` after its acceptance, of a lease whose funds become low in the same step.
	fn refuse_update() -> Weight;
	/// `apply_update` of a lease whose funds become low in the same step.
	fn apply_update() -> Weight;
	/// `withdraw_update` of a lease whose funds become low in the same step.
	fn withdraw_update() -> Weight;
	/// Looking at the next entry of the deadlines, and at its lease.
	fn service_base() -> Weight;
	/// A provider's entry by itself: looking at its head, filing it anew.
	fn serve_provider() -> Weight;
	/// A reservation that timed out, with the fault and the award to the last of `r` runners-up, or to
	/// none; it was the last lease of a provider that is leaving, and ends a draining.
	fn serve_reservation_timeout(r: u32) -> Weight;
	/// A lease in `Ready` that timed out, likewise the last.
	fn serve_activation_timeout() -> Weight;
	/// A lease in `Ready`, likewise the last, that a slash closes.
	fn serve_drained() -> Weight;
	/// A lease whose funds became low.
	fn serve_funds_low() -> Weight;
	/// A lease whose accepted update was not applied in time.
	fn serve_update_timeout() -> Weight;
	/// A lease in service that ends at its dearest: its accepted update timed out and its funds became
	/// low before, it is settled, its rest unlocked, its provider slashed for an outage.
	fn serve_end() -> Weight;
	/// A lease whose provider did not confirm that the workload is gone, likewise the last.
	fn serve_close_timeout() -> Weight;
	/// A record whose time is over.
	fn serve_expiry() -> Weight;
}
