-- Reports by their article's id, and by the id of one of their figures.

CREATE INDEX versions_by_article ON versions (article);
CREATE INDEX figures_by_id ON figures (figure);
