// Text of `nearmiss import --help`. Plain JavaScript: it is shown before anything is installed.
export const IMPORT_USAGE = `Usage: nearmiss import PATH... [options]

Shows what Nearmiss understands of the files and folders, then imports them. The addresses of the runs (with --dry-run the
preview) go to standard output, everything else to standard error.

  --dry-run        stop after the preview; nothing is stored
  --run NAME       name of the run; with several runs, what stands before each name
  --format ID      read all files as this format; a wrong ID lists those there are
  --entities FILE  gold entities to store before the import; may be repeated
  --map FILE       JSON: columns of an unknown table, such as {"question": "prompt", "prediction": "response"},
                   or settings of the run or of the whole import, as the API takes them
  --again          import also what is already there
  --json           print the report (with --dry-run: the preview) as JSON instead of addresses
  --upload         send the files even if the server could read them from disk
  --server URL     the server, if it is not the one of this folder
  --data DIR       data folder of the server (default .nearmiss in the folder of Nearmiss)
  --help           this text

Exit code: 0 done, 1 failed, 2 nothing to import, 3 no server, 4 already imported, 64 wrong use, 130 stopped.`;
