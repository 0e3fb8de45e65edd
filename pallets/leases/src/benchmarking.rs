//! What the calls and the hook's items weigh. The hook's are measured through [`Pallet::serve_due`]
//! with one item due, so that each figure has the looking in it.

use crate::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::weights::WeightMeter;
use frame_system::RawOrigin;
use sp_core::H256;
use spheron_primitives::{
	setup::Setup,
	traits::{Drain, DrainReason, OpenBlocks, Stake},
	Balance, LeaseId, OpenBlock,
};

/// A lease and the accounts around it.
struct Party<T: Config> {
	tenant: T::AccountId,
	provider: T::AccountId,
	operator: T::AccountId,
	lease: LeaseId,
}

impl<T: Config> Party<T> {
	/// A lease that has just been awarded.
	fn reserving() -> Self {
		// Enough for any price and duration, and far from the end of the range.
		let tenant = T::Setup::wallet(1, &T::Setup::token(), Balance::MAX >> 32);
		let (provider, operator) = T::Setup::provider(1);
		let lease = T::Setup::awarded(&tenant, &operator);
		Self { tenant, provider, operator, lease }
	}

	fn ready() -> Self {
		let party = Self::reserving();
		Pallet::<T>::do_confirm(&party.operator, party.lease).unwrap();
		party
	}

	fn active() -> Self {
		let party = Self::ready();
		Pallet::<T>::do_activate(&party.operator, party.lease, largest_access()).unwrap();
		party
	}

	/// In service, of which the largest update was asked for and accepted.
	fn accepted() -> Self {
		let party = Self::active();
		party.ask();
		party.answer();
		party
	}

	/// In service, so that one block later its funds are low, if they can be later than at once.
	fn almost_low() -> Self {
		let party = Self::active();
		if !party.lease().funds_low {
			party.pass_to_service_deadline(1);
		}
		party
	}

	fn closing() -> Self {
		let party = Self::active();
		Pallet::<T>::do_close(&party.tenant, party.lease).unwrap();
		party
	}

	fn lease(&self) -> LeaseOf<T> {
		Leases::<T>::get(self.lease).unwrap()
	}

	fn state(&self) -> LeaseState {
		self.lease().state
	}

	/// Ask for the largest update.
	fn ask(&self) {
		Pallet::<T>::do_request_update(&self.tenant, self.lease, T::Setup::update()).unwrap();
	}

	/// By which it is named.
	fn asked(&self) -> H256 {
		Pallet::<T>::update_hash(self.lease).unwrap()
	}

	/// Accept it.
	fn answer(&self) {
		let price = T::Setup::update().max_price;
		let update = self.asked();
		Pallet::<T>::do_accept_update(&self.operator, self.lease, update, price).unwrap();
	}

	/// Let time pass until so many blocks before the lease's deadline in service, by the clock of a
	/// provider that is up.
	fn pass_to_service_deadline(&self, before: OpenBlock) {
		let clock = Pallet::<T>::clock_at(&self.provider, T::Time::now());
		let deadline = self.lease().service_deadline.unwrap();
		T::Setup::pass(deadline.saturating_sub(clock).saturating_sub(before));
	}

	/// Let time pass until the funds of the lease are low and the time of its update, if it has one,
	/// is over.
	fn pass_to_funds_low(&self) {
		if !self.lease().funds_low {
			self.pass_to_service_deadline(0);
		}
		if let Some(update) = self.lease().update {
			pass_to::<T>(update.deadline);
		}
	}

	/// Let time pass until the lease is at its end, or so many blocks before.
	fn pass_to_end(&self, before: OpenBlock) {
		let clock = Pallet::<T>::clock_at(&self.provider, T::Time::now());
		T::Setup::pass(self.lease().meter.left_at(clock).saturating_sub(before));
	}

	/// Let time pass until the lease's deadline in block time.
	fn pass_to_block_deadline(&self) {
		pass_to::<T>(self.lease().block_deadline.unwrap());
	}

	/// Its provider leaves, and nothing keeps it after the lease.
	fn with_provider_leaving(self) -> Self {
		T::Setup::leaving(&self.provider);
		self
	}

	/// The lease's deadline in block time has passed, and a block after it all leases of the provider
	/// began to be closed: this one is still due for its own reason, and the last one.
	fn drain_after_block_deadline(&self) {
		self.pass_to_block_deadline();
		T::Setup::pass(1);
		Pallet::<T>::drain(&self.provider, DrainReason::Outage);
		assert!(Pallet::<T>::is_draining(&self.provider));
	}
}

fn pass_to<T: Config>(block: OpenBlock) {
	T::Setup::pass(block.saturating_sub(T::Time::now()));
}

fn serve_all<T: Config>() {
	Pallet::<T>::serve_due(&mut WeightMeter::new());
}

fn largest_access() -> AccessDetails {
	let label = [b'a'; 63];
	let port = PortMapping { service: 80, external: u16::MAX };
	let mut url = vec![b'x'; 256];
	url[..8].copy_from_slice(b"https://");
	AccessDetails {
		host: [&label[..], &label[..]].join(&b'.').try_into().unwrap(),
		ports: vec![port; MAX_PORTS as usize].try_into().unwrap(),
		url: Some(url.try_into().unwrap()),
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn confirm() {
		let party = Party::<T>::reserving();
		#[extrinsic_call]
		_(RawOrigin::Signed(party.operator.clone()), party.lease);
		assert!(matches!(party.state(), LeaseState::Ready { .. }));
	}

	#[benchmark]
	fn activate() {
		let party = Party::<T>::ready();
		#[extrinsic_call]
		_(RawOrigin::Signed(party.operator.clone()), party.lease, largest_access());
		assert_eq!(party.state(), LeaseState::Active);
	}

	/// The last lease of a provider that is leaving; so are the next one and those that end for good.
	#[benchmark]
	fn close_reserving() {
		let party = Party::<T>::reserving().with_provider_leaving();
		T::Setup::pass(1);
		#[extrinsic_call]
		close(RawOrigin::Signed(party.tenant.clone()), party.lease);
		assert_eq!(party.state(), LeaseState::Closed { reason: EndReason::TenantClosed });
	}

	#[benchmark]
	fn close_ready() {
		let party = Party::<T>::ready().with_provider_leaving();
		T::Setup::pass(1);
		#[extrinsic_call]
		close(RawOrigin::Signed(party.operator.clone()), party.lease);
		assert_eq!(party.state(), LeaseState::Closed { reason: EndReason::ManifestTimeout });
	}

	#[benchmark]
	fn close_active() {
		let party = Party::<T>::accepted();
		party.pass_to_funds_low();
		#[extrinsic_call]
		close(RawOrigin::Signed(party.tenant.clone()), party.lease);
		assert_eq!(party.state(), LeaseState::Closing { reason: EndReason::TenantClosed });
	}

	#[benchmark]
	fn close_with_notice() {
		let party = Party::<T>::accepted();
		party.pass_to_funds_low();
		#[extrinsic_call]
		close(RawOrigin::Signed(party.operator.clone()), party.lease);
		assert!(party.lease().notice.is_some());
	}

	/// Which also ends the closing of all leases of the provider.
	#[benchmark]
	fn confirm_closed() {
		let party = Party::<T>::closing().with_provider_leaving();
		Pallet::<T>::drain(&party.provider, DrainReason::Outage);
		T::Setup::pass(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(party.operator.clone()), party.lease);
		assert!(matches!(party.state(), LeaseState::Closed { .. }));
		assert!(!Pallet::<T>::is_draining(&party.provider));
	}

	#[benchmark]
	fn settle() {
		let party = Party::<T>::accepted();
		party.pass_to_funds_low();
		party.pass_to_end(0);
		let caller: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), party.lease);
		assert_eq!(party.state(), LeaseState::Closing { reason: EndReason::InsufficientFunds });
	}

	#[benchmark]
	fn poke() {
		let party = Party::<T>::active();
		party.pass_to_funds_low();
		serve_all::<T>();
		party.pass_to_end(1);
		party.ask();
		party.answer();
		T::Setup::pass(1);
		let caller: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), 1);
		assert_eq!(party.state(), LeaseState::Closing { reason: EndReason::InsufficientFunds });
	}

	#[benchmark]
	fn extend() {
		let party = Party::<T>::accepted();
		party.pass_to_funds_low();
		let Lease { rates, meter, .. } = party.lease();
		// About an hour.
		let amount = rates.charge(meter.price).unwrap().paid();
		#[extrinsic_call]
		_(RawOrigin::Signed(party.tenant.clone()), party.lease, Extension::Amount(amount));
		assert!(party.lease().meter.end > meter.end);
	}

	#[benchmark]
	fn offer() {
		let party = Party::<T>::accepted();
		party.pass_to_funds_low();
		let to: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(party.tenant.clone()), party.lease, to.clone());
		assert_eq!(party.lease().offered_to, Some(to));
	}

	#[benchmark]
	fn withdraw_offer() {
		let party = Party::<T>::active();
		Pallet::<T>::do_offer(&party.tenant, party.lease, whitelisted_caller()).unwrap();
		#[extrinsic_call]
		_(RawOrigin::Signed(party.tenant.clone()), party.lease);
		assert_eq!(party.lease().offered_to, None);
	}

	#[benchmark]
	fn accept() {
		let party = Party::<T>::active();
		let to = T::Setup::wallet(2, &T::Setup::token(), Balance::MAX >> 32);
		Pallet::<T>::do_offer(&party.tenant, party.lease, to.clone()).unwrap();
		party.pass_to_funds_low();
		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), party.lease);
		assert_eq!(party.lease().tenant, to);
	}

	#[benchmark]
	fn request_update() {
		let party = Party::<T>::accepted();
		let before = party.lease().update;
		party.pass_to_funds_low();
		#[extrinsic_call]
		_(RawOrigin::Signed(party.tenant.clone()), party.lease, T::Setup::update());
		assert_eq!(party.state(), LeaseState::Updating);
		assert_ne!(party.lease().update, before);
	}

	#[benchmark]
	fn accept_update() {
		let party = Party::<T>::almost_low();
		party.ask();
		T::Setup::pass(1);
		let price = T::Setup::update().max_price;
		#[extrinsic_call]
		_(RawOrigin::Signed(party.operator.clone()), party.lease, party.asked(), price);
		assert!(party.lease().funds_low);
		assert_eq!(party.lease().update.unwrap().price, Some(price));
	}

	#[benchmark]
	fn refuse_update() {
		let party = Party::<T>::almost_low();
		party.ask();
		party.answer();
		T::Setup::pass(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(party.operator.clone()), party.lease);
		assert!(party.lease().funds_low);
		assert_eq!(party.state(), LeaseState::Active);
	}

	#[benchmark]
	fn apply_update() {
		let party = Party::<T>::almost_low();
		party.ask();
		party.answer();
		T::Setup::pass(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(party.operator.clone()), party.lease);
		assert!(party.lease().funds_low);
		assert_eq!(party.lease().manifest, T::Setup::update().manifest);
	}

	#[benchmark]
	fn withdraw_update() {
		let party = Party::<T>::almost_low();
		party.ask();
		T::Setup::pass(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(party.tenant.clone()), party.lease);
		assert!(party.lease().funds_low);
		assert_eq!(party.state(), LeaseState::Active);
	}

	#[benchmark]
	fn service_base() {
		let party = Party::<T>::active();
		#[block]
		{
			assert!(Pallet::<T>::next_in_blocks(None).is_some());
			assert!(Pallet::<T>::next_due(&party.lease(), T::Time::now()).is_none());
		}
	}

	/// Of which all leases begin to be closed, for an outage over the limit; the leases are weighed
	/// apart.
	#[benchmark]
	fn serve_provider() {
		let party = Party::<T>::active();
		T::Setup::silent(&party.provider);
		Pallet::<T>::refile_provider(&party.provider);
		T::Setup::pass(Pallet::<T>::outage_limit());
		let room = T::WeightInfo::service_base().saturating_add(T::WeightInfo::serve_provider());
		#[block]
		{
			Pallet::<T>::serve_due(&mut WeightMeter::with_limit(room));
		}
		assert!(Draining::<T>::contains_key(&party.provider));
		assert_eq!(party.state(), LeaseState::Active);
	}

	/// The fault takes from all parts of the provider's stake. Without a runner-up the order ends, which is
	/// less work than an award; as it is other work, too, no line could be drawn through it.
	#[benchmark]
	fn serve_reservation_timeout(r: Linear<1, MAX_RUNNERS_UP>) {
		let party = Party::<T>::reserving().with_provider_leaving();
		T::Setup::last_runners_up(party.lease, r);
		T::Setup::unbonding(&party.provider);
		party.drain_after_block_deadline();
		#[block]
		{
			serve_all::<T>();
		}
		assert_eq!(party.state(), LeaseState::Closed { reason: EndReason::ReservationTimeout });
		assert!(!Pallet::<T>::is_draining(&party.provider));
	}

	#[benchmark]
	fn serve_activation_timeout() {
		let party = Party::<T>::ready().with_provider_leaving();
		party.drain_after_block_deadline();
		#[block]
		{
			serve_all::<T>();
		}
		assert_eq!(party.state(), LeaseState::Closed { reason: EndReason::ActivationTimeout });
		assert!(!Pallet::<T>::is_draining(&party.provider));
	}

	/// A lease that was not up yet, the last of a provider that is leaving, for a slash to which its
	/// tenant has a claim.
	#[benchmark]
	fn serve_drained() {
		let party = Party::<T>::ready().with_provider_leaving();
		T::Setup::pass(1);
		Pallet::<T>::drain(&party.provider, DrainReason::Slashed);
		T::Setup::misconduct(&party.provider);
		T::Setup::pass(1);
		#[block]
		{
			serve_all::<T>();
		}
		assert_eq!(party.state(), LeaseState::Closed { reason: EndReason::ProviderSlashed });
		assert!(!Pallet::<T>::is_draining(&party.provider));
	}

	#[benchmark]
	fn serve_funds_low() {
		let party = Party::<T>::active();
		// Also where the whole service is shorter than the notice.
		Leases::<T>::mutate(party.lease, |lease| {
			let lease = lease.as_mut().unwrap();
			lease.funds_low = false;
			Pallet::<T>::file_running(party.lease, lease);
		});
		Pallet::<T>::refile_provider(&party.provider);
		party.pass_to_service_deadline(0);
		#[block]
		{
			serve_all::<T>();
		}
		assert!(party.lease().funds_low);
	}

	#[benchmark]
	fn serve_update_timeout() {
		let party = Party::<T>::accepted();
		party.pass_to_block_deadline();
		#[block]
		{
			serve_all::<T>();
		}
		assert_eq!(party.state(), LeaseState::Active);
	}

	/// The dearest end: in a draining, with the provider's mark, for an outage that takes all parts of
	/// its stake, which a slash has left too small, so that the tenant has claims to both; and of what
	/// can be due before it, all is.
	#[benchmark]
	fn serve_end() {
		let party = Party::<T>::accepted();
		party.pass_to_funds_low();
		Pallet::<T>::drain(&party.provider, DrainReason::Outage);
		T::Setup::misconduct(&party.provider);
		let stake = T::Stake::active(&party.provider);
		T::Setup::pass(1);
		// As if its clock had stopped at the activation; but there is something to settle, too.
		Draining::<T>::mutate(&party.provider, |drain| {
			drain.as_mut().unwrap().down = party.lease().activated;
		});
		#[block]
		{
			serve_all::<T>();
		}
		assert_eq!(party.state(), LeaseState::Closing { reason: EndReason::Outage });
		// Else a price is lacking, of SPON or of the lease's token, and this is not the dearest.
		assert!(T::Stake::active(&party.provider) < stake);
	}

	#[benchmark]
	fn serve_close_timeout() {
		let party = Party::<T>::closing().with_provider_leaving();
		party.drain_after_block_deadline();
		#[block]
		{
			serve_all::<T>();
		}
		assert!(matches!(party.state(), LeaseState::Closed { .. }));
		assert!(!Pallet::<T>::is_draining(&party.provider));
	}

	#[benchmark]
	fn serve_expiry() {
		let party = Party::<T>::closing();
		Pallet::<T>::do_confirm_closed(&party.operator, party.lease).unwrap();
		party.pass_to_block_deadline();
		#[block]
		{
			serve_all::<T>();
		}
		assert!(!Leases::<T>::contains_key(party.lease));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
