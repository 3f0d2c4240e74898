// Turns a closed chain of points into a few cubic curves (least squares fit, split where it is worst).

const minus = (a, b) => [a[0] - b[0], a[1] - b[1]];
const plus = (a, b) => [a[0] + b[0], a[1] + b[1]];
const times = (a, factor) => [a[0] * factor, a[1] * factor];
const dot = (a, b) => a[0] * b[0] + a[1] * b[1];
const unit = (a) => {
  const length = Math.hypot(a[0], a[1]);
  return length === 0 ? [1, 0] : [a[0] / length, a[1] / length];
};

const cornerReach = 4;
const cornerCosine = Math.cos((48 * Math.PI) / 180);

/** Cubic pieces [p0, c1, c2, p3] that stay within `tolerance` of the loop. */
export function fitLoop(loop, tolerance) {
  const points = loop.filter((point, index) => {
    const before = loop[(index + loop.length - 1) % loop.length];
    return Math.hypot(point[0] - before[0], point[1] - before[1]) > 1e-6;
  });
  if (points.length < 4) return [];
  const corners = findCorners(points);
  if (corners.length === 0) {
    const tangent = unit(minus(points[2 % points.length], points[points.length - 2]));
    return fitPiece([...points, points[0]], tangent, times(tangent, -1), tolerance);
  }
  const pieces = [];
  for (let i = 0; i < corners.length; i += 1) {
    const from = corners[i];
    const to = corners[(i + 1) % corners.length];
    const length = ((to - from + points.length - 1) % points.length) + 1;
    const stretch = Array.from({ length: length + 1 }, (_, k) => points[(from + k) % points.length]);
    pieces.push(...fitPiece(stretch, headTangent(stretch), headTangent([...stretch].reverse()), tolerance));
  }
  return pieces;
}

function headTangent(points) {
  return unit(minus(points[Math.min(3, points.length - 1)], points[0]));
}

function findCorners(points) {
  const count = points.length;
  const reach = Math.min(cornerReach, Math.floor(count / 4));
  if (reach < 2) return [];
  const sharpness = points.map((point, index) => {
    const before = unit(minus(point, points[(index + count - reach) % count]));
    const after = unit(minus(points[(index + reach) % count], point));
    return dot(before, after);
  });
  return sharpness.flatMap((value, index) => {
    if (value > cornerCosine) return [];
    for (let k = -reach; k <= reach; k += 1) {
      const other = sharpness[(index + k + count) % count];
      if (other < value || (other === value && k < 0)) return [];
    }
    return [index];
  });
}

function fitPiece(points, startTangent, endTangent, tolerance) {
  const first = points[0];
  const last = points[points.length - 1];
  if (points.length === 2) {
    const third = Math.hypot(last[0] - first[0], last[1] - first[1]) / 3;
    return [[first, plus(first, times(startTangent, third)), plus(last, times(endTangent, third)), last]];
  }
  let places = chordLengths(points);
  let worst = { distance: Infinity, index: 0 };
  let curve = [];
  for (let round = 0; round < 5; round += 1) {
    curve = leastSquares(points, places, startTangent, endTangent);
    worst = worstPoint(points, curve, places);
    if (worst.distance <= tolerance) return [curve];
    if (worst.distance > tolerance * 6) break;
    places = places.map((place, index) => refine(curve, points[index], place));
  }
  const split = Math.min(points.length - 2, Math.max(1, worst.index));
  const before = points[Math.max(0, split - 2)];
  const after = points[Math.min(points.length - 1, split + 2)];
  const middle = unit(minus(before, after));
  return [
    ...fitPiece(points.slice(0, split + 1), startTangent, middle, tolerance),
    ...fitPiece(points.slice(split), times(middle, -1), endTangent, tolerance),
  ];
}

function chordLengths(points) {
  const places = [0];
  for (let i = 1; i < points.length; i += 1) {
    places.push(places[i - 1] + Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]));
  }
  const whole = places[places.length - 1] || 1;
  return places.map((place) => place / whole);
}

function leastSquares(points, places, startTangent, endTangent) {
  const first = points[0];
  const last = points[points.length - 1];
  let c00 = 0;
  let c01 = 0;
  let c11 = 0;
  let x0 = 0;
  let x1 = 0;
  for (let i = 0; i < points.length; i += 1) {
    const t = places[i];
    const s = 1 - t;
    const b0 = s * s * s;
    const b1 = 3 * t * s * s;
    const b2 = 3 * t * t * s;
    const b3 = t * t * t;
    const a0 = times(startTangent, b1);
    const a1 = times(endTangent, b2);
    c00 += dot(a0, a0);
    c01 += dot(a0, a1);
    c11 += dot(a1, a1);
    const rest = minus(points[i], plus(times(first, b0 + b1), times(last, b2 + b3)));
    x0 += dot(a0, rest);
    x1 += dot(a1, rest);
  }
  const determinant = c00 * c11 - c01 * c01;
  const span = Math.hypot(last[0] - first[0], last[1] - first[1]);
  let alpha = determinant === 0 ? 0 : (x0 * c11 - x1 * c01) / determinant;
  let beta = determinant === 0 ? 0 : (c00 * x1 - c01 * x0) / determinant;
  const least = 1e-3 * span;
  if (alpha < least || beta < least || alpha > 4 * span + 2 || beta > 4 * span + 2) {
    alpha = span / 3;
    beta = span / 3;
  }
  return [first, plus(first, times(startTangent, alpha)), plus(last, times(endTangent, beta)), last];
}

function pointAt([p0, p1, p2, p3], t) {
  const s = 1 - t;
  const at = (k) => s * s * s * p0[k] + 3 * t * s * s * p1[k] + 3 * t * t * s * p2[k] + t * t * t * p3[k];
  return [at(0), at(1)];
}

function worstPoint(points, curve, places) {
  let distance = 0;
  let index = Math.floor(points.length / 2);
  for (let i = 1; i < points.length - 1; i += 1) {
    const [x, y] = pointAt(curve, places[i]);
    const here = Math.hypot(x - points[i][0], y - points[i][1]);
    if (here > distance) {
      distance = here;
      index = i;
    }
  }
  return { distance, index };
}

function refine(curve, point, t) {
  const [p0, p1, p2, p3] = curve;
  const away = minus(pointAt(curve, t), point);
  const s = 1 - t;
  const first = [0, 1].map(
    (k) => 3 * (s * s * (p1[k] - p0[k]) + 2 * s * t * (p2[k] - p1[k]) + t * t * (p3[k] - p2[k])),
  );
  const second = [0, 1].map((k) => 6 * (s * (p2[k] - 2 * p1[k] + p0[k]) + t * (p3[k] - 2 * p2[k] + p1[k])));
  const denominator = dot(first, first) + dot(away, second);
  if (Math.abs(denominator) < 1e-9) return t;
  return Math.min(1, Math.max(0, t - dot(away, first) / denominator));
}

/** Path data of cubic pieces, relative and in whole units of `1 / fineness`. */
export function pathData(pieces, fineness) {
  if (pieces.length === 0) return "";
  const whole = (value) => Math.round(value * fineness);
  let [x, y] = pieces[0][0].map(whole);
  let data = `M${x}${separate(y)}`;
  let command = "";
  for (const [p0, c1, c2, p3] of pieces) {
    const straight = isStraight(p0, c1, c2, p3);
    const targets = straight ? [p3] : [c1, c2, p3];
    const values = targets.flatMap((target) => [whole(target[0]) - x, whole(target[1]) - y]);
    if (values.every((value) => value === 0)) continue;
    const letter = straight ? "l" : "c";
    data += letter === command ? separate(values[0]) : letter + values[0];
    for (const value of values.slice(1)) data += separate(value);
    command = letter;
    x = whole(p3[0]);
    y = whole(p3[1]);
  }
  return `${data}z`;
}

function isStraight(p0, c1, c2, p3) {
  const [dx, dy] = minus(p3, p0);
  const length = Math.hypot(dx, dy);
  if (length < 1.5) return true;
  const off = (point) => Math.abs((point[0] - p0[0]) * dy - (point[1] - p0[1]) * dx) / length;
  return off(c1) < 0.22 && off(c2) < 0.22;
}

const separate = (value) => (value < 0 ? String(value) : ` ${value}`);
