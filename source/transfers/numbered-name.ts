/** `photo.jpg` → `photo (1).jpg`, `photo (2).jpg`, … */
export function numberedName(segment: string, number: number): string {
	const dot = segment.lastIndexOf('.');
	return dot > 0 ? `${segment.slice(0, dot)} (${number})${segment.slice(dot)}` : `${segment} (${number})`;
}
