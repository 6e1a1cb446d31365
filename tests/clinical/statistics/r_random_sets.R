# Makes r_random_sets.json.gz: R 4.2.2, survival 3.5.3 (survdiff), etm 1.1.1 (cloglog), 500 small random sets with ties.
library(survival); library(etm); library(jsonlite)
set.seed(20261201)
one <- function(i) {
  n <- sample(c(1,2,3,4,5,6,8,10,12,20), 1)
  k <- sample(2:4, 1)
  arm <- sample(letters[1:k], n, replace = TRUE)
  time <- sample(1:max(2, round(n * runif(1, .4, 2))), n, replace = TRUE)
  cause <- sample(0:2, n, replace = TRUE, prob = c(.4, .35, .25))
  event <- as.integer(cause > 0)
  lr <- tryCatch({ s <- survdiff(Surv(time, event) ~ arm); e <- if (is.matrix(s$exp)) rowSums(s$exp) else s$exp
      list(chisq = unname(s$chisq), df = sum(e > 0) - 1) }, error = function(e) NULL)
  ci <- tryCatch({
    d <- data.frame(id = seq_len(n), from = 0, to = ifelse(cause == 0, "cens", cause), time = time)
    tra <- matrix(FALSE, 3, 3); tra[1, 2:3] <- TRUE
    f <- etm(d, as.character(0:2), tra, "cens", s = 0)
    lapply(1:2, function(g) { s <- summary(f, ci.fun = "cloglog")[[paste("0", g)]]
      list(time = s$time, P = s$P, var = s$var, lower = s$lower, upper = s$upper) })
  }, error = function(e) NULL)
  list(time = time, cause = cause, arm = arm, log_rank = lr, incidence = ci)
}
sets <- lapply(1:500, one)
write_json(sets, "r_random_sets.json", digits = 12, auto_unbox = TRUE, null = "null")
cat(sum(sapply(sets, function(s) !is.null(s$log_rank))), sum(sapply(sets, function(s) !is.null(s$incidence))), "\n")
