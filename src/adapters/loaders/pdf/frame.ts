/** How near to upright or sideways text counts as that, in degrees: scans are never quite straight. */
const tolerance = 7;

/** A direction of writing, as an angle in whole degrees against the x axis, and the axes turned that way. */
export interface Frame {
  readonly angle: number;
  /** Along the line. */
  x(point: readonly [number, number]): number;
  /** Against the order of lines. */
  y(point: readonly [number, number]): number;
}

export function frameOf(degrees: number): Frame {
  const quarter = Math.round(degrees / 90) * 90;
  const angle = ((Math.abs(degrees - quarter) <= tolerance ? quarter : Math.round(degrees)) + 360) % 360;
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  return {
    angle,
    x: ([x, y]) => x * cos + y * sin,
    y: ([x, y]) => y * cos - x * sin,
  };
}
