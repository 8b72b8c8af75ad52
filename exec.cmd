@rem npm start begins with "exec", which a Windows shell has not: here it means no more than to run what follows.
@%*
