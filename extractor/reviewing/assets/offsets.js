// Offsets of the plan are code points, those of JavaScript strings UTF-16 units. They differ only behind a character beyond the BMP.

const astral = /[\u{10000}-\u{10FFFF}]/u;

class Offsets {
  constructor(text) {
    this.text = text;
    this.unitOfPoint = null;
    if (!astral.test(text)) return;
    const units = [];
    for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) units.push(unit);
    units.push(text.length);
    this.unitOfPoint = Uint32Array.from(units);
  }

  unit(point) {
    return this.unitOfPoint ? this.unitOfPoint[Math.min(point, this.unitOfPoint.length - 1)] : point;
  }

  // The code point that a unit belongs to: within a pair the one that begins it.
  point(unit) {
    if (!this.unitOfPoint) return unit;
    let low = 0, high = this.unitOfPoint.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.unitOfPoint[middle] <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  // The span without blanks at its ends; null where nothing else is in it.
  trimmed(start, end) {
    const part = this.slice(start, end);
    const inner = part.trim();
    if (!inner) return null;
    const from = this.unit(start) + part.indexOf(inner);
    return {start: this.point(from), end: this.point(from + inner.length)};
  }
}

// For finding: lower case, without tones and marks, "đ" as "d".
function plainLetters(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");
}
