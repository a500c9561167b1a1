// The pages work without this. It puts the focus on an error summary and mends the skip link.
import { createAll, ErrorSummary, SkipLink } from "nhsuk-frontend";

createAll(ErrorSummary);
createAll(SkipLink);
