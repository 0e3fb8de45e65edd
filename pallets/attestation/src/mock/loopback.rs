//! What stands between the worker and the agent: the network, on which all can go wrong.

use sp_core::offchain::{
	testing::TestOffchainExt, Externalities, HttpError, HttpRequestId, HttpRequestStatus,
	OpaqueNetworkState, Timestamp,
};
use std::sync::{Arc, Mutex};

/// How the agent answers.
#[derive(Clone, Debug)]
pub enum Agent {
	/// With this status and body.
	Says(u16, Vec<u8>),
	/// There is none: the connection is refused.
	Gone,
	/// Not before the deadline.
	Slow,
	/// It begins to answer, and then the connection breaks.
	Breaks(Vec<u8>),
}

impl Agent {
	pub fn says(body: &str) -> Self {
		Agent::Says(200, body.into())
	}
}

/// How the agent answers, and the addresses asked, across the threads of the test externalities.
#[derive(Default)]
pub struct Line {
	pub agent: Mutex<Option<Agent>>,
	pub asked: Mutex<Vec<String>>,
	read: Mutex<usize>,
}

/// The SDK's test externalities, with an agent that can also misbehave.
pub struct Loopback {
	pub inner: TestOffchainExt,
	pub line: Arc<Line>,
}

impl Externalities for Loopback {
	fn is_validator(&self) -> bool {
		false
	}
	fn network_state(&self) -> Result<OpaqueNetworkState, ()> {
		self.inner.network_state()
	}
	fn timestamp(&mut self) -> Timestamp {
		self.inner.timestamp()
	}
	fn sleep_until(&mut self, deadline: Timestamp) {
		self.inner.sleep_until(deadline);
	}
	fn random_seed(&mut self) -> [u8; 32] {
		self.inner.random_seed()
	}
	fn http_request_start(
		&mut self,
		method: &str,
		uri: &str,
		_: &[u8],
	) -> Result<HttpRequestId, ()> {
		assert_eq!(method, "GET");
		self.line.asked.lock().unwrap().push(uri.into());
		*self.line.read.lock().unwrap() = 0;
		Ok(HttpRequestId(0))
	}
	fn http_request_add_header(&mut self, _: HttpRequestId, _: &str, _: &str) -> Result<(), ()> {
		Ok(())
	}
	fn http_request_write_body(
		&mut self,
		_: HttpRequestId,
		_: &[u8],
		deadline: Option<Timestamp>,
	) -> Result<(), HttpError> {
		assert!(deadline.is_some());
		Ok(())
	}
	fn http_response_wait(
		&mut self,
		_: &[HttpRequestId],
		deadline: Option<Timestamp>,
	) -> Vec<HttpRequestStatus> {
		let deadline = deadline.expect("whoever waits has a deadline");
		let agent = self.line.agent.lock().unwrap().clone().expect("an agent is asked");
		vec![match agent {
			Agent::Says(status, _) => HttpRequestStatus::Finished(status),
			Agent::Gone => HttpRequestStatus::IoError,
			Agent::Slow => {
				self.inner.sleep_until(deadline);
				HttpRequestStatus::DeadlineReached
			}
			Agent::Breaks(_) => HttpRequestStatus::Finished(200),
		}]
	}
	fn http_response_headers(&mut self, _: HttpRequestId) -> Vec<(Vec<u8>, Vec<u8>)> {
		vec![]
	}
	fn http_response_read_body(
		&mut self,
		_: HttpRequestId,
		buffer: &mut [u8],
		deadline: Option<Timestamp>,
	) -> Result<usize, HttpError> {
		assert!(deadline.is_some());
		let agent = self.line.agent.lock().unwrap().clone().expect("an agent is asked");
		let (body, breaks) = match agent {
			Agent::Says(_, body) => (body, false),
			Agent::Breaks(body) => (body, true),
			Agent::Gone | Agent::Slow => panic!("there is no answer to read"),
		};
		let mut read = self.line.read.lock().unwrap();
		let left = &body[*read..];
		if left.is_empty() && breaks {
			return Err(HttpError::IoError);
		}
		let size = left.len().min(buffer.len());
		buffer[..size].copy_from_slice(&left[..size]);
		*read += size;
		Ok(size)
	}
	fn set_authorized_nodes(&mut self, _: Vec<sp_core::OpaquePeerId>, _: bool) {}
}
