//! Accounts that act for others. A proxied call hides its result, so providers' operator keys sign
//! for themselves instead (R4).

use crate::*;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{ConstU128, ConstU32, InstanceFilter};
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

/// What a proxy may do.
#[derive(
	Copy,
	Clone,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Encode,
	Decode,
	DecodeWithMemTracking,
	Debug,
	MaxEncodedLen,
	TypeInfo,
	Default,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Order, extend, update and close deployments from the wallet's funds; no withdrawal, no lease given
	/// away with the funds in it. It decides what the wallet is spent on, and at what price.
	#[codec(index = 1)]
	Deployments,
	/// Vote on motions, and close them.
	#[codec(index = 2)]
	Council,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			ProxyType::Any => true,
			ProxyType::Deployments => match call {
				RuntimeCall::Leases(pallet_leases::Call::offer { .. }) => false,
				call => matches!(call, RuntimeCall::Orders(_) | RuntimeCall::Leases(_)),
			},
			ProxyType::Council => matches!(
				call,
				RuntimeCall::Council(
					pallet_collective::Call::vote { .. } | pallet_collective::Call::close { .. }
				)
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == other || *self == ProxyType::Any
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ConstU128<SPON>;
	type ProxyDepositFactor = ConstU128<{ 100 * MILLI_SPON }>;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = ConstU128<SPON>;
	type AnnouncementDepositFactor = ConstU128<{ 100 * MILLI_SPON }>;
	type BlockNumberProvider = System;
}
