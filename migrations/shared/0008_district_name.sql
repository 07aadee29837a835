-- The name of a district may be changed by the application: it is said by who may change the settings, and stands on every page and paper.

grant update (name) on districts to gezhi_app;
