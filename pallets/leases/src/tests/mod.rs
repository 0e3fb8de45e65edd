//! One file per call, then one per job of the hook. Every test ends in `do_try_state`.

mod accept;
mod activate;
mod agenda;
mod close;
mod confirm;
mod confirm_closed;
mod drain;
mod end;
mod extend;
mod losses;
mod off_clock;
mod offer;
mod open;
mod outage;
mod paths;
mod poke;
mod properties;
mod settle;
mod try_state;
mod windows;
mod withdraw_offer;
