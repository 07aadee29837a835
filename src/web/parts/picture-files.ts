// Pictures on their way out: made small enough for a weak network, and told apart from what is no picture.

/** Long enough to read a number plate of a pump, small enough for 2G: about 300 kB. */
const LONGEST_EDGE = 1600;
const QUALITY = 0.8;
const SMALL_ENOUGH_BYTES = 400_000;

/** @throws {PictureUnreadable} when the browser cannot open it */
export async function smallerPicture(file: File): Promise<Blob> {
  const image = await openPicture(file);
  const scale = Math.min(1, LONGEST_EDGE / Math.max(image.naturalWidth, image.naturalHeight));
  if (scale === 1 && file.size <= SMALL_ENOUGH_BYTES && /^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  // An old phone may have no memory for the canvas: then the picture goes as it is.
  return smaller ?? file;
}

export class PictureUnreadable extends Error {
  override name = 'PictureUnreadable';
}

function openPicture(file: File): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const address = URL.createObjectURL(file);
    image.addEventListener('load', () => {
      URL.revokeObjectURL(address);
      resolve(image);
    });
    image.addEventListener('error', () => {
      URL.revokeObjectURL(address);
      reject(new PictureUnreadable());
    });
    image.src = address;
  });
}
