// What a deployment costs and who gets it, written from the rules of the protocol (E2, E8, F1 to F3,
// F7, L4) and from nothing else: the tests hold the chain to these figures, to the last unit.

/// The rates of F1 to F3, in millionths.
export interface Rates {
	/// On top of gross, from the tenant (F1).
	user: bigint;
	/// From the provider (F2).
	provider: bigint;
	/// The foundation's share of gross (F3).
	share: bigint;
}

/// A stretch of service at one price.
export interface Period {
	/// Token units per hour.
	price: bigint;
	blocks: bigint;
}

/// Who pays and who gets what, on totals since activation.
export interface Split {
	gross: bigint;
	/// What leaves the tenant's lock.
	tenant: bigint;
	/// What the provider earns.
	provider: bigint;
	foundation: bigint;
	userFee: bigint;
	providerFee: bigint;
}

const MILLION = 1_000_000n;
const BLOCKS_PER_HOUR = 1_800n;

/// Payments in SPON carry neither fee, only the foundation's share.
export const SPON_RATES: Rates = { user: 0n, provider: 0n, share: 200_000n };

export const OTHER_RATES: Rates = { user: 20_000n, provider: 10_000n, share: 200_000n };

export function ratesOf(symbol: string): Rates {
	return symbol === "SPON" ? SPON_RATES : OTHER_RATES;
}

/// E8: Σ over price periods of floor(price × blocks ÷ 1 800).
export function gross(periods: Period[]): bigint {
	return periods.reduce((sum, { price, blocks }) => sum + (price * blocks) / BLOCKS_PER_HOUR, 0n);
}

/// F1 to F3 on the total so far.
export function split(periods: Period[], rates: Rates): Split {
	const total = gross(periods);
	const userFee = (total * rates.user + MILLION - 1n) / MILLION;
	const foundation = (total * rates.share) / MILLION;
	const kept = MILLION - rates.share;
	const providerFee = kept === 0n ? 0n : ((total - foundation) * rates.provider) / kept;
	return {
		gross: total,
		tenant: total + userFee,
		provider: total - foundation - providerFee,
		foundation,
		userFee,
		providerFee,
	};
}

/// E2: what an order locks, gross and user fee of the whole duration at a price.
export function lock(price: bigint, blocks: bigint, rates: Rates): bigint {
	return split([{ price, blocks }], rates).tenant;
}

/// L4: the most blocks that `amount` buys for a lease of `end` blocks at its price, and how much
/// more they lock.
export function bought(price: bigint, end: bigint, amount: bigint, rates: Rates): { blocks: bigint; cost: bigint } {
	const before = lock(price, end, rates);
	const cost = (blocks: bigint) => lock(price, end + blocks, rates) - before;
	let blocks = 0n;
	while (cost(blocks + 1n) <= amount) blocks += 1n;
	return { blocks, cost: cost(blocks) };
}

/// F7, as no motion has changed it: who is owed the transaction fees of one block.
export function transactionFees(sum: bigint): { foundation: bigint; author: bigint } {
	const foundation = (sum * 800_000n) / MILLION;
	return { foundation, author: sum - foundation };
}
