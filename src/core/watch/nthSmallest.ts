/**
 * The value that would be at `wanted` if the values from `first` to `last` were sorted. Orders them no more than it must:
 * afterwards no value before `wanted` is larger, and none behind it is smaller (Hoare's selection).
 */
export function nthSmallest(values: Float64Array, first: number, last: number, wanted: number): number {
  let [low, high] = [first, last];
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while ((values[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const value = values[left] ?? 0;
      values[left++] = values[right] ?? 0;
      values[right--] = value;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else break;
  }
  return values[wanted] ?? NaN;
}
