using Liaison.Tool;

return await LiaisonCommand.RunAsync(args);
