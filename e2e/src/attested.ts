// Which blocks of service are paid for, written from the rules of the protocol (A2, A3, E5) and from
// nothing else, and counted one by one: the tests hold the chain to these figures.

/// What a provider says is not healthy (A2).
export type Unhealthy = "None" | "All" | bigint[];

/// What matters of what happens in a block.
export type Happening =
	| { what: "attested"; provider: string; unhealthy: Unhealthy }
	| { what: "opened"; lease: bigint; provider: string }
	| { what: "activated"; lease: bigint }
	/// As of block `as`, which can be an earlier one.
	| { what: "ended"; lease: bigint; as: number };

/// A provider's clock.
export interface Clock {
	/// In how many blocks it was alive.
	alive: number;
	/// The last block in which it is, if it says nothing more.
	until: number;
}

interface Lease {
	provider: string;
	state: "opened" | "served" | "gone";
	healthy: boolean;
	/// The blocks that count.
	blocks: number[];
	ended: number;
}

export class Attested {
	private readonly clocks = new Map<string, Clock>();
	private readonly leases = new Map<bigint, Lease>();

	constructor(
		/// From one attestation to the next, in blocks (A2).
		private readonly period: number,
	) {}

	/// The next block, and what happens in it, in order. Whatever that is, it is the blocks after it that
	/// it changes.
	block(number: number, happenings: Happening[]): void {
		for (const clock of this.clocks.values()) if (number <= clock.until) clock.alive += 1;
		for (const { state, healthy, provider, blocks } of this.leases.values()) {
			if (state === "served" && healthy && number <= this.clock(provider).until) blocks.push(number);
		}
		for (const happening of happenings) this.take(number, happening);
	}

	clock(provider: string): Clock {
		return this.clocks.get(provider) ?? { alive: 0, until: 0 };
	}

	/// How many blocks of service of a lease are to be paid for, up to block `until`, the last block or its end.
	served(lease: bigint, until = Infinity): number {
		const { blocks, ended } = this.lease(lease);
		return blocks.filter((block) => block <= Math.min(ended, until)).length;
	}

	private lease(id: bigint): Lease {
		const lease = this.leases.get(id);
		if (lease === undefined) throw new Error(`nobody has heard of lease ${id}`);
		return lease;
	}

	private take(number: number, happening: Happening): void {
		switch (happening.what) {
			case "attested":
				return this.attested(number, happening.provider, happening.unhealthy);
			case "opened": {
				const { lease, provider } = happening;
				this.leases.set(lease, { provider, state: "opened", healthy: true, blocks: [], ended: Infinity });
				return;
			}
			case "activated":
				this.lease(happening.lease).state = "served";
				return;
			case "ended":
				Object.assign(this.lease(happening.lease), { state: "gone", ended: happening.as });
		}
	}

	/// A3: two periods from here, never less than there was; down, if all is down. What was said of single
	/// leases stands until it is said anew.
	private attested(number: number, provider: string, unhealthy: Unhealthy): void {
		const { alive, until } = this.clock(provider);
		if (unhealthy === "All") {
			this.clocks.set(provider, { alive, until: number });
			return;
		}
		this.clocks.set(provider, { alive, until: Math.max(until, number + 2 * this.period) });
		for (const [id, lease] of this.leases) {
			if (lease.provider === provider && lease.state === "served") {
				lease.healthy = unhealthy === "None" || !unhealthy.includes(id);
			}
		}
	}
}
