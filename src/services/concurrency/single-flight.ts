import { untilAborted } from '../../ports/until-aborted.js';

interface Flight<Value> {
  readonly value: Promise<Value>;
  readonly controller: AbortController;
  passengers: number;
}

/**
 * Work that several callers want at the same moment is done once: who asks for a key that is being worked on
 * waits for that work. Nothing is kept once it has settled.
 *
 * A caller whose signal aborts gets its reason at once and leaves the work to the others; when the last one
 * has left, the work's own signal aborts, and whoever comes after begins anew.
 */
export class SingleFlight<Value> {
  readonly #flights = new Map<string, Flight<Value>>();

  async join(
    key: string,
    begin: (signal: AbortSignal) => Promise<Value>,
    signal: AbortSignal,
  ): Promise<Value> {
    signal.throwIfAborted();
    const flight = this.#flights.get(key) ?? this.#board(key, begin);
    flight.passengers++;
    try {
      return await untilAborted(flight.value, signal);
    } finally {
      flight.passengers--;
      if (flight.passengers === 0) this.#land(key, flight);
    }
  }

  #board(key: string, begin: (signal: AbortSignal) => Promise<Value>): Flight<Value> {
    const controller = new AbortController();
    const flight = { value: begin(controller.signal), controller, passengers: 0 };
    this.#flights.set(key, flight);
    const land = () => {
      this.#land(key, flight);
    };
    flight.value.then(land, land);
    return flight;
  }

  #land(key: string, flight: Flight<Value>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    flight.controller.abort(new Error('nobody waits for it any more'));
  }
}
