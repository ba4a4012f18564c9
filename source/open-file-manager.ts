export async function openFileManager(_: unknown): Promise<number> {
	return 0;
}
