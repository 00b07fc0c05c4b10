// Seeded numbers (mulberry32): a failing run is repeated by its seed.
export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }
  unit() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(bound) {
    return Math.floor(this.unit() * bound);
  }
  pick(list) {
    return list[this.below(list.length)];
  }
  chance(probability) {
    return this.unit() < probability;
  }
  key() {
    return Array.from({ length: 4 }, () => this.below(2 ** 32).toString(36)).join("-");
  }
}

export function seedFromEnvironment(fallback = 1) {
  const seed = Number(process.env.TEST_SEED ?? fallback);
  console.log(`seed ${seed} (TEST_SEED repeats it)`);
  return seed;
}
