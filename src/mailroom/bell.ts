export type Bell = {
  ring(): void
  /** Answers at once when it rang since the last time it was heard, else when it rings or the time is over. */
  heard(milliseconds: number): Promise<void>
}

export function createBell(): Bell {
  let rang = false
  let answer: (() => void) | undefined
  return {
    ring() {
      rang = true
      answer?.()
    },
    async heard(milliseconds) {
      if (!rang) await waiting(milliseconds, (resolve) => (answer = resolve))
      rang = false
      answer = undefined
    },
  }
}

function waiting(milliseconds: number, given: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    given(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
