Console.WriteLine("Liaison.Tool");
