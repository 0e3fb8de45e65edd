//! Maintenance: announced ahead, begins and ends by itself (R3).

use crate::{Config, Error, Event, Pallet, ProviderOf, ProviderStatus, Providers, Reserved};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{ensure, traits::Get};
use scale_info::TypeInfo;
use sp_runtime::DispatchResult;
use spheron_primitives::{traits::OpenBlocks, MaintenanceWindow, OpenBlock};

/// The longest notice that a motion can ask for: 7 days, in open blocks.
pub const MAX_NOTICE: OpenBlock = 302_400;

/// The longest maintenance that a motion can allow: 30 days, in open blocks.
pub const MAX_LENGTH: OpenBlock = 1_296_000;

/// The most that can be between two maintenances: 30 days, in open blocks.
pub const MAX_GAP: OpenBlock = 1_296_000;

/// When a provider is and was in maintenance. Nothing is done when a window begins or ends: whoever
/// asks about a block gets the answer from the windows.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Maintenance {
	/// How many blocks the windows before `last` had.
	past: OpenBlock,
	/// The window before `window`; it is over.
	last: Option<MaintenanceWindow>,
	/// The window that was announced last: ahead, running, or over.
	window: Option<MaintenanceWindow>,
}

impl Maintenance {
	/// The last window that began by block `n`, for an `n` not before the beginning of `last`.
	pub fn at(&self, n: OpenBlock) -> Option<MaintenanceWindow> {
		[self.window, self.last].into_iter().flatten().find(|window| window.starts_at <= n)
	}

	/// Whether block `n` is in a window.
	pub fn covers(&self, n: OpenBlock) -> bool {
		self.at(n).is_some_and(|window| window.contains(n))
	}

	/// How many blocks before `n` were in a window, for an `n` as in [`Maintenance::at`].
	pub fn blocks_before(&self, n: OpenBlock) -> OpenBlock {
		[self.last, self.window]
			.into_iter()
			.flatten()
			.fold(self.past, |sum, window| sum.saturating_add(window.blocks_before(n)))
	}

	/// The window that at block `now` is ahead or running.
	pub fn pending(&self, now: OpenBlock) -> Option<MaintenanceWindow> {
		self.window.filter(|window| window.ends_at > now)
	}

	/// The first block of the next window at the earliest: `gap` after the end of the last one that was
	/// not called off, if there was one.
	fn next_from(&self, gap: OpenBlock) -> OpenBlock {
		self.window.or(self.last).map_or(0, |window| window.ends_at.saturating_add(gap))
	}

	/// Add `window`, which comes after the others.
	fn announce(&mut self, window: MaintenanceWindow) {
		if let Some(over) = self.window.replace(window) {
			if let Some(before) = self.last.replace(over) {
				self.past = self.past.saturating_add(before.blocks_before(OpenBlock::MAX));
			}
		}
	}

	/// From block `now` on there is no maintenance: forget a window that is ahead, cut one that is
	/// running.
	fn stop(&mut self, now: OpenBlock) {
		self.window = self.window.and_then(|window| {
			let ends_at = window.ends_at.min(now);
			(window.starts_at < ends_at).then_some(MaintenanceWindow { ends_at, ..window })
		});
	}

	/// Whether the windows are none of them empty and follow on each other.
	pub(crate) fn is_in_order(&self) -> bool {
		let [last, window] = [self.last, self.window].map(Option::into_iter);
		let all: alloc::vec::Vec<_> = last.chain(window).collect();
		all.iter().all(|window| window.starts_at < window.ends_at)
			&& all.is_sorted_by(|a, b| a.ends_at <= b.starts_at)
	}
}

impl<T: Config> Pallet<T> {
	/// How long before its beginning a maintenance is announced, in open blocks: at most
	/// [`MAX_NOTICE`].
	pub fn maintenance_notice() -> OpenBlock {
		T::MaintenanceNotice::get().min(MAX_NOTICE)
	}

	/// How long a maintenance can be, in open blocks: 1 to [`MAX_LENGTH`].
	pub fn max_maintenance() -> OpenBlock {
		T::MaxMaintenance::get().clamp(1, MAX_LENGTH)
	}

	/// How long after the end of a maintenance the next can begin, in open blocks: 1 to [`MAX_GAP`].
	pub fn maintenance_gap() -> OpenBlock {
		T::MaintenanceGap::get().clamp(1, MAX_GAP)
	}

	pub(crate) fn do_announce_maintenance(
		provider: T::AccountId,
		starts_at: OpenBlock,
		ends_at: OpenBlock,
	) -> DispatchResult {
		let now = T::Time::now();
		let mut entry = Self::admitted(&provider)?;
		ensure!(entry.maintenance.pending(now).is_none(), Error::<T>::MaintenanceAnnounced);
		ensure!(entry.status_at(now) == ProviderStatus::Active, Error::<T>::NotActive);
		let noticed = now.saturating_add(Self::maintenance_notice());
		let earliest = noticed.max(entry.maintenance.next_from(Self::maintenance_gap()));
		// A window is ahead, whatever the notice: what has begun is not announced.
		ensure!(starts_at > now && starts_at >= earliest, Error::<T>::MaintenanceTooSoon);
		let length = ends_at.saturating_sub(starts_at);
		ensure!(length > 0, Error::<T>::EmptyMaintenance);
		ensure!(length <= Self::max_maintenance(), Error::<T>::MaintenanceTooLong);

		// Its usage has not changed, but after this nobody knows the window before the last any more,
		// and its uptime depends on that (X3).
		Self::tell_usage(&provider, &entry, &Reserved::<T>::get(&provider));
		entry.maintenance.announce(MaintenanceWindow { starts_at, ends_at });
		Providers::<T>::insert(&provider, entry);
		Self::deposit_event(Event::MaintenanceAnnounced { provider, starts_at, ends_at });
		Ok(())
	}

	pub(crate) fn do_cancel_maintenance(provider: T::AccountId) -> DispatchResult {
		let now = T::Time::now();
		let mut entry = Self::admitted(&provider)?;
		let window = entry.maintenance.pending(now).ok_or(Error::<T>::NoMaintenance)?;
		ensure!(window.starts_at > now, Error::<T>::MaintenanceBegun);
		Self::stop_maintenance(&provider, &mut entry, now);
		Providers::<T>::insert(&provider, entry);
		Ok(())
	}

	pub(crate) fn do_end_maintenance(provider: T::AccountId) -> DispatchResult {
		let now = T::Time::now();
		let mut entry = Self::admitted(&provider)?;
		ensure!(entry.maintenance.covers(now), Error::<T>::NotInMaintenance);
		Self::stop_maintenance(&provider, &mut entry, now);
		Providers::<T>::insert(&provider, entry);
		Ok(())
	}

	/// Cancel the maintenance of `provider` that is ahead, or end the one that is running, if there
	/// is one. The entry remains to be stored.
	pub(crate) fn stop_maintenance(
		provider: &T::AccountId,
		entry: &mut ProviderOf<T>,
		now: OpenBlock,
	) {
		let Some(window) = entry.maintenance.pending(now) else { return };
		entry.maintenance.stop(now);
		let provider = provider.clone();
		Self::deposit_event(match window.starts_at > now {
			true => Event::MaintenanceCancelled { provider },
			false => Event::MaintenanceEnded { provider, ended_at: now },
		});
	}
}
