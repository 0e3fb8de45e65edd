//! What can happen next.

use crate::tests::reference::sequences;
use spheron_primitives::Strategy;

/// How many accounts deposit and order.
pub const TENANTS: usize = 3;

/// How many providers bid.
pub const PROVIDERS: usize = 4;

/// How many sizes of deployments there are.
pub const SIZES: usize = 6;

/// The manifest of every order.
pub const FIRST_MANIFEST: u8 = 9;

/// One of several, by place, counted from the newest: mostly of those that fit, else of all.
#[derive(Clone, Copy, Debug)]
pub enum Nth {
	Fitting(u8),
	Any(u8),
}

/// The newest that fits.
pub const NEWEST: Nth = Nth::Fitting(0);

/// A part of something, in 256ths.
pub type Part = u8;

/// A price per hour.
#[derive(Clone, Copy, Debug)]
pub enum Price {
	/// In units of the token.
	Units(u32),
	/// What makes the whole cost that part of what the tenant has unlocked, before fees.
	Spending(Part),
}

/// What an order asks for; everything by place.
#[derive(Clone, Debug)]
pub struct Ask {
	pub size: usize,
	pub price: Price,
	pub duration: u32,
	pub strategy: Strategy,
	pub regions: Vec<u8>,
	pub not_in: Vec<u8>,
	pub disk: Option<u8>,
	pub tiers: Vec<u8>,
	pub allow: Option<Vec<usize>>,
	pub deny: Vec<usize>,
}

/// A step. Accounts, tokens and sizes are given by place. Where blocks pass, what is due is done when it
/// is or, `late`, in the last of them; or they pass up to the next deadline, or to the block before it
/// or after.
#[derive(Clone, Debug)]
pub enum Step {
	Deposit { who: usize, token: usize, tenths: u32 },
	Withdraw { who: usize, token: usize, part: Part },
	WithdrawEarnings { nth: u8 },
	Order { who: usize, token: usize, ask: Ask },
	Cancel { order: Nth },
	Bid { order: Nth, provider: usize, part: u16 },
	Confirm { lease: Nth },
	Activate { lease: Nth },
	Settle { lease: Nth },
	CloseByTenant { lease: Nth },
	CloseByProvider { lease: Nth },
	ConfirmClosed { lease: Nth },
	ExtendByBlocks { lease: Nth, blocks: u32 },
	ExtendByAmount { lease: Nth, part: Part },
	Offer { lease: Nth, to: usize },
	WithdrawOffer { lease: Nth },
	Accept { lease: Nth, who: Option<usize> },
	RequestUpdate { lease: Nth, size: usize, manifest: u8, part: Part },
	AcceptUpdate { lease: Nth, part: u16 },
	RefuseUpdate { lease: Nth },
	ApplyUpdate { lease: Nth },
	WithdrawUpdate { lease: Nth },
	Report { lease: Nth, healthy: bool },
	Bond { provider: usize, tenths: u32 },
	Unbond { provider: usize, tenths: u32 },
	Punish { provider: usize, percent: u32 },
	Suspend { provider: usize },
	Reinstate { provider: usize },
	Leave { provider: usize },
	Change { provider: usize, region: u8, disk: Option<u8>, tokens: usize },
	Resize { provider: usize, to: [u64; 5] },
	SetWindow { blocks: u32 },
	SetKept { bids: u32 },
	Feed { cents: u32 },
	Pass { blocks: u32, late: bool },
	PassToDue { offset: u32 },
}

impl sequences::Step for Step {}
