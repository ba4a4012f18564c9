import type {Entry} from './entry.ts';

/** What a person calls a kind of file. The ending of its name decides: the disk knows nothing better, and the cloud is not asked. */
export type Kind = 'folder' | 'archive' | 'document' | 'music' | 'picture' | 'program' | 'text' | 'video' | 'other';

const endings: ReadonlyArray<readonly [Kind, string]> = [
	['archive', '7z bz2 gz iso jar lz4 rar tar tgz txz xz zip zst'],
	['document', 'doc docx epub key numbers odp ods odt pages pdf ppt pptx rtf xls xlsx'],
	['music', 'aac aif aiff flac m4a mid mp3 oga ogg opus wav wma'],
	['picture', 'arw avif bmp cr2 cr3 dng gif heic heif ico jpeg jpg nef orf png psd raw rw2 svg tif tiff webp'],
	['program', 'app appimage bat bin deb dll dmg exe msi rpm sh so'],
	['text', 'c cfg conf cpp css csv go h htm html ini java js json log md py rb rs sql tex toml ts tsv txt xml yaml yml'],
	['video', 'avi flv m2ts m4v mkv mov mp4 mpeg mpg mts ogv webm wmv'],
];
const kinds: ReadonlyMap<string, Kind> = new Map(endings.flatMap(([kind, all]) => all.split(' ').map(ending => [ending, kind] as const)));

export function kindOf({name, kind}: Pick<Entry, 'name' | 'kind'>): Kind {
	if (kind !== 'file') {
		return kind;
	}

	return kinds.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? 'other';
}
