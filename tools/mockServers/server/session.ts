/** Connections between two resets. A request belongs to the session that it arrived in. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export class Session {
	peakConcurrency = 0;
	private inFlight = 0;
	private readonly hanging = new Set<Socket>();

	/** Counts a request until its connection closes or the returned function is called. */
	begin(response: ServerResponse): () => void {
		this.inFlight += 1;
		this.peakConcurrency = Math.max(this.peakConcurrency, this.inFlight);
		let isInFlight = true;
		const end = () => {
			if (isInFlight) this.inFlight -= 1;
			isInFlight = false;
		};
		response.once('close', end);
		return end;
	}

	/** Leaves a request without a response until the session ends. */
	hang(socket: Socket): void {
		this.hanging.add(socket);
	}

	end(): void {
		this.hanging.forEach((socket) => socket.destroy());
	}
}
