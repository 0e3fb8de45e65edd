// A provider's agent (A1): `docs/attestation.md` says what it answers. This one says what it is told to.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export class Agent {
	/// Which leases it says are not healthy; it does not answer if there is nothing to say.
	unhealthy: bigint[] | "all" | undefined = [];

	private port = 0;
	private readonly server = createServer((_, response) => {
		if (this.unhealthy === undefined) {
			response.writeHead(503).end();
			return;
		}
		const unhealthy = this.unhealthy === "all" ? '"all"' : `[${this.unhealthy.join(", ")}]`;
		response.writeHead(200, { "content-type": "application/json" }).end(`{"unhealthy": ${unhealthy}}`);
	});

	/// On whatever port is free.
	static async start(): Promise<Agent> {
		const agent = new Agent();
		await agent.restart();
		return agent;
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/// Up again after a stop, where it was.
	async restart(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once("error", reject);
			this.server.listen(this.port, "127.0.0.1", () => {
				this.server.removeListener("error", reject);
				resolve();
			});
		});
		this.port = (this.server.address() as AddressInfo).port;
	}

	/// From now on nobody answers there.
	async stop(): Promise<void> {
		const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
		this.server.closeAllConnections();
		await closed;
	}
}
