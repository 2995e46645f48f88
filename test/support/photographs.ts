import sharp from 'sharp'

/** Something with the grain of a photograph, as JPEG: flat colours would weigh nothing. */
export async function photograph(width: number, height: number, seed = 1): Promise<Buffer> {
  return (await grain(width, height, seed)).jpeg().toBuffer()
}

/** The same before it is encoded. */
export async function grain(width: number, height: number, seed = 1) {
  const filter = `<filter id="f"><feTurbulence seed="${seed}" baseFrequency=".02" numOctaves="4"/></filter>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${filter}<rect width="100%" height="100%" fill="#c96"/><rect width="100%" height="100%" filter="url(#f)"/></svg>`
  return sharp(Buffer.from(svg)).flatten()
}
