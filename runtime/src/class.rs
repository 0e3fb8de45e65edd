//! Which transactions are operational: those that authorize themselves.

use crate::{configs::attestation::PRIORITY, RuntimeCall, RuntimeOrigin};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, PostDispatchInfo},
	pallet_prelude::{TransactionSource, TypeInfo, Weight},
	traits::OriginTrait,
};
use frame_system::RawOrigin;
use sp_runtime::{
	traits::{Implication, TransactionExtension, TransactionExtensionMetadata, ValidateResult},
	transaction_validity::{TransactionPriority, TransactionValidity, TransactionValidityError},
	DispatchResult,
};

/// To `S`, a transaction is of the class [`DispatchClass::Normal`] unless it authorized itself; in all
/// else it is `S`, also for clients.
///
/// And in the pool it comes after all that authorized itself, whatever it pays.
///
/// A call has its class whoever makes it. But what is kept of a block for operational ones is kept for
/// attestations (A2): anybody can send those that come to nothing, or `Council::close` with a bound as large
/// as he likes. And whoever tips more than an attestation counts for could fill the pool, and the time of a
/// block's author, with what finds no room.
#[derive(Encode, Decode, DecodeWithMemTracking, Clone, PartialEq, Eq, Debug, TypeInfo)]
pub struct NormalUnlessAuthorized<S>(pub S);

/// The highest priority that can be paid for.
const MOST_PAID: TransactionPriority = PRIORITY - 1;

fn is_authorized(origin: &RuntimeOrigin) -> bool {
	matches!(origin.as_system_ref(), Some(RawOrigin::Authorized))
}

/// What is known of a transaction of this origin.
fn of_origin(origin: &RuntimeOrigin, info: &DispatchInfo) -> DispatchInfo {
	match is_authorized(origin) {
		true => *info,
		false => DispatchInfo { class: DispatchClass::Normal, ..*info },
	}
}

impl<S: TransactionExtension<RuntimeCall>> TransactionExtension<RuntimeCall>
	for NormalUnlessAuthorized<S>
{
	const IDENTIFIER: &'static str = S::IDENTIFIER;
	type Implicit = S::Implicit;
	type Val = S::Val;
	/// And what was known of the transaction.
	type Pre = (S::Pre, DispatchInfo);

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		self.0.implicit()
	}

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		S::metadata()
	}

	fn weight(&self, call: &RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfo,
		len: usize,
		implicit: Self::Implicit,
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, RuntimeCall> {
		let (info, is_authorized) = (of_origin(&origin, info), is_authorized(&origin));
		let (mut valid, val, origin) =
			self.0.validate(origin, call, &info, len, implicit, inherited_implication, source)?;
		if !is_authorized {
			valid.priority = valid.priority.min(MOST_PAID);
		}
		Ok((valid, val, origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		let info = of_origin(origin, info);
		Ok((self.0.prepare(val, origin, call, &info, len)?, info))
	}

	fn post_dispatch_details(
		(pre, info): Self::Pre,
		_: &DispatchInfo,
		post_info: &PostDispatchInfo,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		S::post_dispatch_details(pre, &info, post_info, len, result)
	}

	fn post_dispatch(
		(pre, info): Self::Pre,
		_: &DispatchInfo,
		post_info: &mut PostDispatchInfo,
		len: usize,
		result: &DispatchResult,
	) -> Result<(), TransactionValidityError> {
		S::post_dispatch(pre, &info, post_info, len, result)
	}

	// Inherents.

	fn bare_validate(call: &RuntimeCall, info: &DispatchInfo, len: usize) -> TransactionValidity {
		S::bare_validate(call, info, len)
	}

	fn bare_validate_and_prepare(
		call: &RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Result<(), TransactionValidityError> {
		S::bare_validate_and_prepare(call, info, len)
	}

	fn bare_post_dispatch(
		info: &DispatchInfo,
		post_info: &mut PostDispatchInfo,
		len: usize,
		result: &DispatchResult,
	) -> Result<(), TransactionValidityError> {
		S::bare_post_dispatch(info, post_info, len, result)
	}
}
