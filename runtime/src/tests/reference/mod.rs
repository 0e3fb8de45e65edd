//! What random tests judge the runtime by: arithmetic and sums of their own, and how sequences of
//! steps are made, shared out and shortened.

pub mod arithmetic;
pub mod ledger;
pub mod sequences;

use crate::presets::{TDAI, USPON};
use spheron_primitives::Token;

/// SPON, an asset of 6 decimals and one of 18.
pub const TOKENS: [Token; 3] = [Token::Native, Token::WithId(USPON), Token::WithId(TDAI)];
