import type { AskCloud } from "../../src/kinds/kit.ts";
import type { CloudQueries } from "../../src/ports/cloud-reader.ts";

type Answers = { readonly [Q in keyof CloudQueries]?: CloudQueries[Q]["answer"] | undefined };

/** A cloud that answers fixed things, undefined to what it knows nothing about. */
export const answerCloud =
  (answers: Answers): AskCloud =>
  async (question) =>
    answers[question] as never;
